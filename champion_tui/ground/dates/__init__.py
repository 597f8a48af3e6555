"""The calendar, and dates as British people write them."""
