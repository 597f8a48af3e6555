"""The referral for the officer, the letters, the portal sheet and the same as JSON."""
