package io.leadservice.validation;

import io.vertx.core.Future;
import java.util.Optional;

/** Two sets of lists as one: the second is asked where the first holds nobody. */
record EitherSuppressionLists(SuppressionLists first, SuppressionLists second) implements SuppressionLists {

    @Override
    public Future<Optional<String>> holder(String email, Optional<String> phone) {
        return first.holder(email, phone)
                .compose(holder -> holder.isPresent() ? Future.succeededFuture(holder) : second.holder(email, phone));
    }

    @Override
    public Future<?> start() {
        return Future.join(first.start(), second.start());
    }

    @Override
    public Future<?> stop() {
        return Future.join(first.stop(), second.stop());
    }
}
