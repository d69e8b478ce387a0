"""Speed, as ratios against a peer in the same run; never a test, since machines differ."""
