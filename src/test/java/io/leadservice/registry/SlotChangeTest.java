package io.leadservice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.pipeline.ChangeModel;
import io.leadservice.pipeline.ChangeModel.Action;
import io.leadservice.pipeline.ModelList.Slot;
import io.leadservice.pipeline.ModelsInUse.InUse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotChangeTest {

    private Slot slot = SlotChange.untouched("auto");

    @Test
    void goesBackThroughAllPromotionsToTheBundledModel() {
        make(Action.PROMOTE, "1");
        make(Action.PROMOTE, "2");
        make(Action.PROMOTE, "2");
        assertThat(slot.previous()).containsExactly("", "1");

        make(Action.REVERT, "");
        assertThat(slot.inUse().champion()).contains("1");
        make(Action.REVERT, "");

        assertThat(slot.inUse()).isEqualTo(new InUse("auto", Optional.empty(), Optional.empty()));
        assertThat(slot.previous()).isEmpty();
        assertThat(slot.history())
                .extracting(step -> step.action() + " " + step.version())
                .containsExactly("PROMOTE 1", "PROMOTE 2", "REVERT 1", "REVERT ");
    }

    @Test
    void endsTheTrialOfAModelThatIsPromotedAndOfNoOther() {
        make(Action.SHADOW, "1");
        make(Action.PROMOTE, "2");
        assertThat(slot.inUse()).isEqualTo(new InUse("auto", Optional.of("2"), Optional.of("1")));

        make(Action.PROMOTE, "1");
        assertThat(slot.inUse()).isEqualTo(new InUse("auto", Optional.of("1"), Optional.empty()));

        make(Action.SHADOW, "3");
        make(Action.END_SHADOW, "");
        assertThat(slot.inUse().challenger()).isEmpty();
    }

    @Test
    void keepsTheLatestOfManyChanges() {
        for (int i = 1; i <= 120; i++) {
            make(Action.PROMOTE, "v" + i);
        }

        assertThat(slot.revision()).isEqualTo(120);
        assertThat(slot.history()).hasSize(50).last().extracting("version").isEqualTo("v120");
        assertThat(slot.previous()).hasSize(50).last().isEqualTo("v119");
    }

    private void make(Action action, String version) {
        slot = SlotChange.of(
                slot,
                new ChangeModel(
                        "auto",
                        action,
                        Optional.of(version).filter(text -> !text.isEmpty()),
                        "operator",
                        Instant.EPOCH));
    }
}
