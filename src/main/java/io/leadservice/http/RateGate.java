package io.leadservice.http;

import io.leadservice.config.Rate;
import io.leadservice.config.RateLimitConfig;
import io.leadservice.http.Problem.Kind;
import io.leadservice.limit.Decision;
import io.leadservice.limit.NodeLimiter;
import io.leadservice.limit.RateLimiter;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How often callers come: each client by what it does, each address by the refused tokens that come from it. Tells clients in
 * {@code RateLimit} and {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers). One for each HTTP verticle.
 */
final class RateGate {

    private static final String REFUSED_TOKENS = "refused-tokens";
    private static final int IPV6_BYTES = 16;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Supplier<RateLimitConfig> config;
    private final RateLimiter limiter;
    private final NodeLimiter refused;

    /**
     * @param config as it is now
     * @param limiter started
     * @param refused counts refused tokens by address
     */
    RateGate(Supplier<RateLimitConfig> config, RateLimiter limiter, NodeLimiter refused) {
        this.config = config;
        this.limiter = limiter;
        this.refused = refused;
    }

    /** Lets a caller by who has not come too often. */
    void admit(RoutingContext context) {
        String client = Access.caller(context).client();
        String policy = policy(context);
        Optional<Rate> rate = config.get().rate(policy, client);
        if (rate.isEmpty()) {
            context.next();
            return;
        }
        // The body may come in meanwhile.
        context.request().pause();
        limiter.take(policy, client, rate.get()).onComplete(taken -> {
            context.request().resume();
            if (taken.failed()) {
                context.fail(taken.cause());
                return;
            }
            tell(context, policy, rate.get(), taken.result());
            if (taken.result().allowed()) {
                context.next();
            } else {
                refuse(context, taken.result(), "The client came too often; the limit is " + policy);
            }
        });
    }

    /** Whether so many refused tokens came from the caller's address that no other is looked at; answers if so. */
    boolean refuses(RoutingContext context) {
        Optional<Decision> decision =
                config.get().refusedTokens().map(rate -> refused.look(REFUSED_TOKENS, address(context), rate));
        boolean refuses = decision.filter(next -> !next.allowed()).isPresent();
        if (refuses) {
            refuse(context, decision.get(), "Too many refused tokens came from this address");
        }
        return refuses;
    }

    /** To be told of each refused token. */
    void refused(RoutingContext context) {
        config.get().refusedTokens().ifPresent(rate -> refused.takeNow(REFUSED_TOKENS, address(context), rate));
    }

    private static String policy(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            return "read";
        }
        boolean post = method.equals(HttpMethod.POST);
        return switch (context.normalizedPath()) {
            case LeadRoutes.PATH -> post ? "submit" : "change";
            case LeadRoutes.BATCH_PATH -> post ? "batch" : "change";
            default -> "change";
        };
    }

    private static void tell(RoutingContext context, String policy, Rate rate, Decision decision) {
        int window = Math.max(1, (rate.burst() + rate.perSecond() - 1) / rate.perSecond());
        context.response()
                .putHeader("RateLimit-Policy", "\"" + policy + "\";q=" + rate.burst() + ";w=" + window)
                .putHeader(
                        "RateLimit",
                        "\"" + policy + "\";r=" + decision.remaining() + ";t=" + seconds(decision.untilFull()));
    }

    private static void refuse(RoutingContext context, Decision decision, String detail) {
        context.response()
                .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds(decision.untilNext()))));
        Edge.refuse(context, Problem.of(Kind.RATE_LIMITED, detail));
    }

    private static long seconds(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }

    /** An IPv6 address by its network, since whoever has one has all of it. */
    private static String address(RoutingContext context) {
        String text = context.request().remoteAddress().hostAddress();
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES))
                : text;
    }
}
