"""What those who run Gatepost see of it: counts for Prometheus, and logs with request ids."""
