package io.leadservice.http;

import io.leadservice.config.ConnectionConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Beneath a server: how many connections there are, how slowly a request may come in, and how strictly its length is read. None
 * of it can be set at Vert.x (5.0.10). One for all HTTP instances of a node, safe to use from every event loop.
 */
public final class Connections {

    private static final AttributeKey<Connections> GUARDED = AttributeKey.valueOf(Connections.class, "guarded");
    private static final String TOO_MANY = "too_many";
    static final String DECODER = "httpDecoder";

    private final ConnectionConfig config;
    private final MeterRegistry registry;
    private final Port port = new Port();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    public Connections(ConnectionConfig config, MeterRegistry registry) {
        this.config = config;
        this.registry = registry;
        counter(TOO_MANY);
    }

    /** To be told of each new connection. */
    void connected(HttpConnection connection, HttpServerOptions options) {
        if (!(connection instanceof ConnectionBase base)) {
            return;
        }
        port.connected(connection);
        Channel channel = base.channel();
        guard(channel.parent());
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(DECODER) == null) {
            Pace.end(channel);
            return;
        }
        // Where HTTP/2 may come in clear, the first request is decoded already.
        if (!options.isHttp2ClearTextEnabled()) {
            pipeline.replace(DECODER, DECODER, new StrictDecoder(options));
        }
        pipeline.addAfter(
                DECODER, "pace", Pace.of(channel, config, this::refused).messages());
    }

    /** What they come in by. */
    Port port() {
        return port;
    }

    /** A request of HTTP/2 was ended since its body came in too slowly. */
    void slowStream() {
        refused("slow_body");
    }

    /** The first connection shows the port; all that come after it are met where they are accepted. */
    private void guard(Channel port) {
        if (port.attr(GUARDED).setIfAbsent(this) == null) {
            port.pipeline().addFirst(new Guard());
        }
    }

    private void refused(String reason) {
        counter(reason).increment();
    }

    private Counter counter(String reason) {
        return Counter.builder("http.connections.refused")
                .description("Connections that were refused, or closed for how slowly a request came in")
                .tag("reason", reason)
                .register(registry);
    }

    private boolean enters(Channel channel) {
        if (open.incrementAndGet() > config.maximum()) {
            open.decrementAndGet();
            refused(TOO_MANY);
            return false;
        }
        if (config.perAddress() > 0 && channel.remoteAddress() instanceof InetSocketAddress remote) {
            InetAddress address = remote.getAddress();
            if (byAddress.merge(address, 1, Integer::sum) > config.perAddress()) {
                left(address);
                open.decrementAndGet();
                refused("too_many_of_address");
                return false;
            }
            channel.closeFuture().addListener(closed -> left(address));
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        return true;
    }

    private void left(InetAddress address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** In front of what makes connections of accepted sockets. */
    @Sharable
    private final class Guard extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel channel) {
                if (!enters(channel)) {
                    channel.unsafe().closeForcibly();
                    return;
                }
                Pace unused = Pace.of(channel, config, Connections.this::refused);
            }
            context.fireChannelRead(accepted);
        }
    }
}
