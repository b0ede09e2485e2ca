"""Problems of the request as a whole, and of the service."""

from lockstep.exceptions import Problem, Unavailable


class InvalidRequest(Problem):
    """A field, parameter or header is missing, unknown or wrong; `errors` has each fault."""

    code = "invalid_request"


class NotFound(Problem):
    """There is no such path."""

    code = "not_found"


class BodyTooLarge(Problem):
    """The body is larger than the limit of the service."""

    code = "body_too_large"


class AnswerTooLong(Problem):
    """The step is sealed, but the answers to many steps together are too long."""

    code = "answer_too_long"


class UnsupportedMediaType(Problem):
    """The body is not JSON."""

    code = "unsupported_media_type"


class BadHttpRequest(Problem):
    """The request is not valid HTTP, or its body is not valid JSON."""

    code = "bad_http_request"


class InternalError(Problem):
    """The service failed, and has logged why."""

    code = "internal_error"


class TooManyWriters(Problem, Unavailable):
    """Other processes kept changing the optimizer first, in all attempts."""

    code = "too_many_writers"


class StoreUnavailable(Problem, Unavailable):
    """The store of the service did not answer, in all attempts."""

    code = "store_unavailable"


class IdempotencyKeyReused(Problem):
    """The idempotency key was sent with another request before."""

    code = "idempotency_key_reused"


class StateCorrupt(Problem):
    """A checkpoint is not what the service wrote."""

    code = "state_corrupt"
