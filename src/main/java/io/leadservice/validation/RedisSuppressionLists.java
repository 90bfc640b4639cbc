package io.leadservice.validation;

import io.leadservice.config.SuppressionConfig;
import io.leadservice.redis.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Suppression lists as sets of hashes in Redis, {@code lead-service:suppression:<list>}: what is added there holds at once
 * on all nodes. All lists are asked together, on one connection. Belongs to one event loop; fails as the link does.
 */
public final class RedisSuppressionLists implements SuppressionLists {

    private static final String PREFIX = "lead-service:suppression:";

    private final RedisLink link;
    private final SuppressionHash hash;

    /** @param link of these lists alone: it is started and stopped with them */
    public RedisSuppressionLists(RedisLink link, SuppressionConfig config) {
        this.link = link;
        this.hash = new SuppressionHash(config.hmacKey());
    }

    @Override
    public Future<?> start() {
        return link.start();
    }

    @Override
    public Future<?> stop() {
        return link.close();
    }

    @Override
    public Future<Optional<String>> holder(String email, Optional<String> phone) {
        List<String> hashes =
                Stream.concat(Stream.of(email), phone.stream()).map(hash::text).toList();
        List<Future<Optional<String>>> answers =
                SuppressionConfig.LISTS.stream().map(list -> ask(list, hashes)).toList();
        return Future.all(answers)
                .map(all -> answers.stream()
                        .map(Future::result)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** The name of the list if it holds one of the hashes. */
    private Future<Optional<String>> ask(String list, List<String> hashes) {
        Request question = Request.cmd(Command.SMISMEMBER).arg(PREFIX + list);
        hashes.forEach(question::arg);
        return link.send(question)
                .map(answer -> answer.filter(RedisSuppressionLists::holdsOne).map(found -> list));
    }

    private static boolean holdsOne(Response members) {
        return StreamSupport.stream(members.spliterator(), false).anyMatch(member -> member.toInteger() == 1);
    }
}
