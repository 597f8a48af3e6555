"""The referral for the officer, the letters, the portal sheet and the referral as JSON."""
