from tests.foundation.gateways.authority import authority
from tests.foundation.gateways.post_box import post_box
from tests.foundation.gateways.post_office import post_office

__all__ = ["authority", "post_box", "post_office"]
