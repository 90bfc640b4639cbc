package io.leadservice.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.ShutdownEvent;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The listening port beneath the HTTP servers of a node, so that it closes before the connections end: Vert.x ends the connections
 * that wait for their request first, and resets those that come in until the port is closed (ADR 18). Where only some of the
 * servers end, the port takes nobody until they are off it. Thread-safe.
 */
final class Port {

    /** Of the time that a server gives its connections, one of so many parts is for requests on their way, … */
    private static final int PARTS = 24;

    /** … and so many parts at most while more of them come. */
    private static final int MOST_PARTS = 12;

    /** How long a server waits for the others to end. */
    private static final long OTHERS_SECONDS = 2;

    private @Nullable Channel listening;
    private volatile long lastRead = System.nanoTime() - TimeUnit.DAYS.toNanos(1);
    private int servers;
    private int holds;

    /** A server listens. */
    synchronized void opened() {
        servers++;
    }

    /** To be told of each new connection. */
    void connected(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            synchronized (this) {
                listening = base.channel().parent();
            }
            base.channel().pipeline().addFirst(new Linger());
        }
    }

    /**
     * A server ends. Before the last one ends the port closes; those that are there go on.
     *
     * @param together whether all servers end now: then none goes before the port is closed, since the clients of the first would
     *     come back to it
     * @param end takes the server's event loop off the port at once, and completes when its connections have ended
     */
    Future<Void> leave(ContextInternal server, boolean together, Supplier<Future<Void>> end) {
        Promise<Void> ready = server.promise();
        Channel port = beginToLeave(together, ready);
        return ready.future()
                .timeout(OTHERS_SECONDS, TimeUnit.SECONDS)
                .otherwiseEmpty()
                .compose(done -> {
                    Future<Void> ended = end.get();
                    release(port);
                    return ended;
                });
    }

    private synchronized @Nullable Channel beginToLeave(boolean together, Promise<Void> ready) {
        servers--;
        Channel port = listening;
        if (port == null) {
            ready.complete();
        } else if (servers == 0) {
            listening = null;
            holds = 0;
            ChannelFuture unused = port.closeFuture().addListener(closed -> ready.tryComplete());
            port.eventLoop().execute(() -> port.pipeline().addLast(new LastCall()));
        } else if (together) {
            ChannelFuture unused = port.closeFuture().addListener(closed -> ready.tryComplete());
        } else {
            holds++;
            port.config().setAutoRead(false);
            // By way of the port's event loop to the server's: what was accepted before is at home then.
            port.eventLoop().execute(ready::tryComplete);
        }
        return port;
    }

    private synchronized void release(@Nullable Channel port) {
        if (port != null && port == listening && holds > 0 && --holds == 0) {
            port.config().setAutoRead(true);
        }
    }

    /**
     * Closes the port at the moment when all who wait in the kernel's queue have just been let in, or after a while in which nobody
     * came: who still waits there would be reset.
     */
    private static final class LastCall extends ChannelInboundHandlerAdapter {

        private static final long QUIET_MILLIS = 50;

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            // another server that left may hold it
            context.channel().config().setAutoRead(true);
            ScheduledFuture<?> unused =
                    context.executor().schedule(() -> close(context), QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            close(context);
        }

        private static void close(ChannelHandlerContext context) {
            ChannelFuture unused = context.channel().close();
        }
    }

    /**
     * Holds back the news that the server ends, for requests that are on their way. While clients still use the connections that they
     * have, each is told of its end by an answer; one that ends beneath a client may have its next request on it.
     */
    private final class Linger extends ChannelInboundHandlerAdapter {

        private boolean ending;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (ending) {
                lastRead = System.nanoTime();
            }
            context.fireChannelRead(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ShutdownEvent shutdown) {
                ending = true;
                long nanos = shutdown.timeUnit().toNanos(shutdown.timeout()) / PARTS;
                later(context, shutdown, nanos, MOST_PARTS);
            } else {
                context.fireUserEventTriggered(event);
            }
        }

        private void later(ChannelHandlerContext context, ShutdownEvent event, long nanos, int parts) {
            ScheduledFuture<?> unused = context.executor()
                    .schedule(
                            () -> {
                                if (parts > 1 && System.nanoTime() - lastRead < nanos) {
                                    later(context, event, nanos, parts - 1);
                                } else {
                                    context.fireUserEventTriggered(event);
                                }
                            },
                            nanos,
                            TimeUnit.NANOSECONDS);
        }
    }
}
