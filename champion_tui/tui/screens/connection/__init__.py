"""The local-connection advisor."""
