"""Where Gatepost meets people: Slack, Teams, a browser, a terminal."""
