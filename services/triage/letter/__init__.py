"""Letters of referral (转办函, 移送函)."""
