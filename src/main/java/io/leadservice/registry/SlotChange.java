package io.leadservice.registry;

import io.leadservice.pipeline.ChangeModel;
import io.leadservice.pipeline.ModelList.Slot;
import io.leadservice.pipeline.ModelList.Step;
import io.leadservice.pipeline.ModelsInUse.InUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a change makes of a place. Pure. */
final class SlotChange {

    private static final int MOST_STEPS = 50;

    private SlotChange() {}

    static Slot untouched(String name) {
        return new Slot(new InUse(name, Optional.empty(), Optional.empty()), 0, List.of(), List.of());
    }

    /** The version that the change is about: the one that it names, or the one that it goes back to; an empty text for none. */
    static String version(Slot slot, ChangeModel change) {
        return switch (change.action()) {
            case SHADOW, PROMOTE -> change.version().orElse("");
            case END_SHADOW -> slot.inUse().challenger().orElse("");
            case REVERT ->
                slot.previous().isEmpty()
                        ? ""
                        : slot.previous().get(slot.previous().size() - 1);
        };
    }

    /** The place after the change; the same one if the change changes nothing. */
    static Slot of(Slot slot, ChangeModel change) {
        InUse now = slot.inUse();
        String version = version(slot, change);
        Optional<String> named = Optional.of(version).filter(text -> !text.isEmpty());
        List<String> previous = new ArrayList<>(slot.previous());
        InUse then = now;
        switch (change.action()) {
            case SHADOW -> then = new InUse(now.slot(), now.champion(), named);
            case END_SHADOW -> then = new InUse(now.slot(), now.champion(), Optional.empty());
            case PROMOTE -> {
                then = new InUse(now.slot(), named, now.challenger().filter(tried -> !tried.equals(version)));
                if (!named.equals(now.champion())) {
                    previous.add(now.champion().orElse(""));
                }
            }
            case REVERT -> {
                then = new InUse(now.slot(), named, now.challenger());
                previous.remove(previous.size() - 1);
            }
        }
        if (then.equals(now) && previous.equals(slot.previous())) {
            return slot;
        }
        List<Step> history = new ArrayList<>(slot.history());
        history.add(new Step(change.action(), version, change.at(), change.by()));
        return new Slot(then, slot.revision() + 1, latest(previous), latest(history));
    }

    private static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - MOST_STEPS), all.size());
    }
}
