package io.leadservice.http;

import io.leadservice.config.ConnectionConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Closes an HTTP/1 connection on which a request comes in too slowly: whole requests count, so that a byte now and then does
 * not help. What the service itself does not read yet is not held against the client. Confined to the connection's event loop.
 */
final class Pace extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<Pace> ATTRIBUTE = AttributeKey.valueOf(Pace.class, "pace");

    private enum Phase {
        HEAD,
        BODY,
        /** Between two requests, where the idle time-out counts. */
        REST
    }

    private final ConnectionConfig config;
    private final Consumer<String> refused;
    private Phase phase = Phase.HEAD;
    private long since = System.nanoTime();
    private boolean unhurried;
    private boolean http1;
    private Optional<ScheduledFuture<?>> check = Optional.empty();

    private Pace(ConnectionConfig config, Consumer<String> refused) {
        this.config = config;
        this.refused = refused;
    }

    /** The pace of a connection; the first call begins to watch it. */
    static Pace of(Channel channel, ConnectionConfig config, Consumer<String> refused) {
        Pace known = channel.attr(ATTRIBUTE).get();
        if (known != null) {
            return known;
        }
        Pace pace = new Pace(config, refused);
        channel.attr(ATTRIBUTE).set(pace);
        channel.pipeline().addFirst(pace);
        return pace;
    }

    /** Watches a connection no more: it turned out to be none of HTTP/1. */
    static void end(Channel channel) {
        if (channel.attr(ATTRIBUTE).get() != null) {
            channel.pipeline().remove(Pace.class);
        }
    }

    /** The body of the request at work may take as long as it likes, until the connection is idle. */
    static void unhurried(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            Pace pace = base.channel().attr(ATTRIBUTE).get();
            if (pace != null) {
                pace.unhurried = true;
            }
        }
    }

    /** Behind the decoder: sees where requests begin and end. */
    ChannelHandler messages() {
        http1 = true;
        return new Messages();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Duration shorter =
                config.headTimeout().compareTo(config.bodyTimeout()) < 0 ? config.headTimeout() : config.bodyTimeout();
        long period = Math.max(50, shorter.toMillis() / 4);
        check = Optional.of(context.executor()
                .scheduleAtFixedRate(() -> check(context.channel()), period, period, TimeUnit.MILLISECONDS));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        check.ifPresent(task -> task.cancel(false));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (phase == Phase.REST) {
            enter(Phase.HEAD);
        }
        context.fireChannelRead(bytes);
    }

    private void enter(Phase next) {
        phase = next;
        since = System.nanoTime();
    }

    private void check(Channel channel) {
        if (http1 && channel.pipeline().get(Connections.DECODER) == null) {
            // An upgrade to HTTP/2 took the decoder away.
            end(channel);
            return;
        }
        if (!channel.config().isAutoRead()) {
            since = System.nanoTime();
            return;
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - since);
        if (phase == Phase.HEAD && taken.compareTo(config.headTimeout()) > 0) {
            close(channel, "slow_head");
        } else if (phase == Phase.BODY && !unhurried && taken.compareTo(config.bodyTimeout()) > 0) {
            close(channel, "slow_body");
        }
    }

    private void close(Channel channel, String reason) {
        refused.accept(reason);
        ChannelFuture unused = channel.close();
    }

    private final class Messages extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                unhurried = false;
                enter(Phase.BODY);
            }
            if (message instanceof LastHttpContent) {
                enter(Phase.REST);
            }
            context.fireChannelRead(message);
        }
    }
}
