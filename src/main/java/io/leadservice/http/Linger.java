package io.leadservice.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.concurrent.TimeUnit;

/**
 * Lets a connection live on for a moment after its server took the last new one. Vert.x ends those without a request at
 * once, and so resets one whose request is on its way: ADR 18. One for each connection, on its event loop.
 */
final class Linger extends ChannelInboundHandlerAdapter {

    private static final long MILLIS = 500;

    private Linger() {}

    /** Makes a new connection one that lingers. */
    static void on(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().addFirst(new Linger());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ShutdownEvent) {
            context.executor().schedule(() -> context.fireUserEventTriggered(event), MILLIS, TimeUnit.MILLISECONDS);
        } else {
            context.fireUserEventTriggered(event);
        }
    }
}
