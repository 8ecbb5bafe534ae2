"""The web server: threads in two processes; no access log, because an address is never kept (promise 7)."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "weerbaar.config.wsgi:application"
worker_class = "weerbaar.config.web_worker.PatientWorker"
logger_class = "weerbaar.config.web_worker.DiscreetLogger"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 120
graceful_timeout = 20
# Whoever comes waits in the one line that all processes share, and a process takes in no more than it will soon serve.
# With connections that are kept, or many that are taken in, one process would have twenty waiting and the other twelve.
# A proxy in front keeps the connections with browsers.
worker_connections = 2 * threads
keepalive = 0
accesslog = None
errorlog = "-"
loglevel = "warning"
limit_request_line = 4094
control_socket_disable = True
