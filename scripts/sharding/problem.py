"""What stops a sharded import, in words for whoever runs it."""


class Problem(Exception):
    """Place first, what is wrong, what to do; ends the script with `status`."""

    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status
