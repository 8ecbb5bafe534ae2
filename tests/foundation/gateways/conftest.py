from tests.foundation.gateways.authority import authority
from tests.foundation.gateways.post_office import post_office

__all__ = ["authority", "post_office"]
