# flask-mercure-sse's own server, but for the comments that keep a connection alive: it sends a response's head with the first of them.
from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402

from flask_mercure_sse.server.app import create_app  # noqa: E402
from gevent.pywsgi import WSGIServer  # noqa: E402

port, publisher, subscriber = sys.argv[1:]
app = create_app(publisher_secret=publisher, subscriber_secret=subscriber, subscriptions=False)
app.extensions["mercure_sse"].hub_keepalive_interval = 0.2
WSGIServer(("127.0.0.1", int(port)), app, log=None).serve_forever()
