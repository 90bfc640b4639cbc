package io.leadservice.registry;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.ModelSlot;
import io.leadservice.pipeline.ChangeModel;
import io.leadservice.pipeline.ChangeModel.Action;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.ModelChanged;
import io.leadservice.pipeline.ModelChanged.Changed;
import io.leadservice.pipeline.ModelChanged.NoSuchModel;
import io.leadservice.pipeline.ModelChanged.NothingBefore;
import io.leadservice.pipeline.ModelChanged.Unsound;
import io.leadservice.pipeline.ModelContent;
import io.leadservice.pipeline.ModelList;
import io.leadservice.pipeline.ModelList.Slot;
import io.leadservice.pipeline.ModelsInUse;
import io.leadservice.pipeline.Stage;
import io.leadservice.scoring.Models;
import io.leadservice.scoring.model.ModelException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Which models there are, and which are in use: the same for all nodes, since it is in the store. A model is put into use only
 * if its file passes every check; nodes check it once more. Thread-safe.
 */
public final class ModelRegistry {

    private static final int TRIES = 5;

    private final Vertx vertx;
    private final MongoModelStore store;

    public ModelRegistry(Vertx vertx, MongoModelStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    /** What it answers on the bus. Each fails with BACK_END if the store does not answer; a change with CONTESTED too. */
    public List<Stage<?, ?>> stages() {
        return List.of(
                new Answering<>(
                        Channels.MODELS,
                        (request, deadline) -> store.slots()
                                .map(slots -> new ModelsInUse(
                                        slots.stream().map(Slot::inUse).toList()))),
                new Answering<>(
                        Channels.FETCH_MODEL,
                        (request, deadline) ->
                                store.content(request.slot(), request.version()).map(ModelContent::new)),
                new Answering<>(
                        Channels.LIST_MODELS,
                        (request, deadline) -> store.slots()
                                .compose(slots -> store.models().map(models -> new ModelList(slots, models)))),
                new Answering<>(Channels.CHANGE_MODEL, (request, deadline) -> change(request, TRIES)));
    }

    private Future<ModelChanged> change(ChangeModel request, int tries) {
        Optional<ModelSlot> place = ModelSlot.of(request.slot());
        if (place.isEmpty()) {
            return Future.succeededFuture(new NoSuchModel());
        }
        return store.slot(request.slot()).compose(found -> {
            Slot slot = found.orElseGet(() -> SlotChange.untouched(request.slot()));
            if (request.action() == Action.REVERT && slot.previous().isEmpty()) {
                return Future.succeededFuture(new NothingBefore());
            }
            return check(place.get(), SlotChange.version(slot, request), request.action())
                    .compose(refused ->
                            refused.isPresent() ? Future.succeededFuture(refused.get()) : make(request, slot, tries));
        });
    }

    /** Why the model cannot be put into use; empty if it can. */
    private Future<Optional<ModelChanged>> check(ModelSlot place, String version, Action action) {
        if (action == Action.SHADOW && place.purpose() == ModelSlot.Purpose.RETURN_RISK) {
            return Future.succeededFuture(
                    Optional.of(new Unsound("a model of return risk decides nothing: promote it without a trial")));
        }
        boolean bundled = action == Action.REVERT && version.isEmpty();
        return action == Action.END_SHADOW || bundled
                ? Future.succeededFuture(Optional.empty())
                : store.content(place.name(), version)
                        .compose(content -> content.isEmpty()
                                ? Future.succeededFuture(Optional.of(new NoSuchModel()))
                                : vertx.executeBlocking(() -> unsound(place, version, content.get()), false));
    }

    private static Optional<ModelChanged> unsound(ModelSlot place, String version, Bytes content) {
        try {
            Models.read(place, version, content.content());
            return Optional.empty();
        } catch (ModelException e) {
            return Optional.of(new Unsound(String.valueOf(e.getMessage())));
        }
    }

    private Future<ModelChanged> make(ChangeModel request, Slot slot, int tries) {
        Slot changed = SlotChange.of(slot, request);
        if (changed.revision() == slot.revision()) {
            return Future.succeededFuture(new Changed(slot.inUse()));
        }
        return store.change(changed).compose(made -> {
            if (made) {
                return Future.succeededFuture(new Changed(changed.inUse()));
            }
            // Two reverts at once mean one step back, not two.
            return tries == 1 || request.action() == Action.REVERT
                    ? Future.failedFuture(new Failure(
                            FailureCode.CONTESTED,
                            "the models of " + request.slot() + " were changed by somebody else at this moment"))
                    : change(request, tries - 1);
        });
    }

    private record Answering<I extends Record, O>(Channel<I, O> channel, BiFunction<I, Deadline, Future<O>> work)
            implements Stage<I, O> {

        @Override
        public Future<O> process(I request, Deadline deadline) {
            return work.apply(request, deadline);
        }
    }
}
