package io.leadservice.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The listening port beneath a server, so that it closes before the connections end: Vert.x ends the connections that wait
 * for their request first, and resets those that come in until the port is closed (ADR 18). One for each server, on its event
 * loop.
 */
final class Port {

    private static final long LINGER_MILLIS = 500;

    private Optional<Channel> listening = Optional.empty();

    /** To be told of each new connection. */
    void connected(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            listening = Optional.ofNullable(base.channel().parent());
            base.channel().pipeline().addFirst(new Linger());
        }
    }

    /** Takes no new connection; those that are there go on. Safe to repeat, and by each server that shares the port. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        if (listening.isPresent()) {
            ChannelFuture unused = listening.get().close().addListener(done -> closed.complete());
        } else {
            closed.complete();
        }
        return closed.future();
    }

    /** Holds back the news that the server ends, for requests that are on their way. */
    private static final class Linger extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ShutdownEvent) {
                ScheduledFuture<?> unused = context.executor()
                        .schedule(() -> context.fireUserEventTriggered(event), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                context.fireUserEventTriggered(event);
            }
        }
    }
}
