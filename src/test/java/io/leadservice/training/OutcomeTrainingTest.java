package io.leadservice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.Attributes;
import io.leadservice.lead.KnownLead;
import io.leadservice.lead.LeadOutcome;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadOutcome.ReturnReason;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.Models;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutcomeTrainingTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final ModelSlot AUTO = ModelSlot.conversion(Vertical.AUTO);
    private static final OutcomeQuestion BOUND = new OutcomeQuestion(Kind.BOUND, Duration.ofDays(30), false);

    @Test
    void adoptsWhatBeatsTheModelInUseAndNothingElse() throws DeniedException, ModelException {
        // Given leads whose outcomes follow a law that the bundled model does not know
        List<KnownLead> leads = leads(2_500, 40, 3);

        Retrained first = train(leads, Models.bundled(AUTO));

        assertThat(first.adopted()).as(first.lines().toString()).isTrue();
        assertThat(first.file().id()).isEqualTo("auto");
        assertThat(first.file().version()).isEqualTo("2026.06.01-000000");
        assertThat(first.file().training().basis()).isEqualTo(TrainingBasis.OPERATOR);
        assertThat(first.file().training().split()).contains("newest 20 %", "by person");
        assertThat(first.file().training().metrics()).containsKeys("auc", "log_loss", "ece");
        assertThat(first.card()).contains("operator's own leads", "bound within 30 days");

        // When the same leads train once more, then the model is not better than itself
        AdditiveModel own = Models.read(AUTO, first.file().version(), ModelFiles.write(first.file()));
        Retrained again = train(leads, Optional.of(own));

        assertThat(again.adopted()).isFalse();
        assertThat(again.lines()).last().asString().startsWith("refused");
    }

    @Test
    void adoptsNothingWhereOutcomesFollowNoLaw() throws DeniedException {
        Random random = new Random(5);
        List<KnownLead> leads = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            leads.add(lead(random, i, 40, random.nextInt(5) == 0 ? 1 : 0));
        }

        // There is no more to know than how many are bound, which the bundled model does not know
        assertThat(train(leads, Optional.empty()).adopted()).isFalse();
        Retrained beaten = train(leads, Models.bundled(AUTO));
        assertThat(beaten.lines()).anyMatch(line -> line.matches("in use .* better by at least 0\\.\\d+ .*"));
        assertThat(beaten.adopted()).isFalse();
    }

    @Test
    void refusesTooFewLeadsAndSaysWhatWasLeftOut() {
        List<KnownLead> leads = leads(900, 40, 4);
        leads.addAll(leads(700, 5, 5));
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            KnownLead told = lead(random, i, 40, 0);
            leads.add(new KnownLead(told.features(), told.createdAt(), told.person(), false, false, List.of()));
        }

        assertThatThrownBy(() -> train(leads, Optional.empty()))
                .hasMessageContaining("at least 1000 leads")
                .hasMessageContaining("these are 900 leads")
                .hasMessageContaining("Left out: 300 of which nobody told")
                .hasMessageContaining("--silence-is-no");
        List<KnownLead> onlyContacted = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            onlyContacted.add(lead(random, i, 40, i % 10 == 0 && i < 1_000 ? 1 : 0));
        }
        assertThatThrownBy(() -> train(onlyContacted, Optional.empty())).hasMessageContaining("100 positive");
    }

    @Test
    void countsOutcomesThatCameInTimeAndSilenceOfSoldLeadsAsNoReturn() {
        Instant created = NOW.minus(Duration.ofDays(40));
        KnownLead late =
                known(created, true, new LeadOutcome(Kind.BOUND, Optional.empty(), created.plus(Duration.ofDays(31))));
        KnownLead bound = known(created, true, new LeadOutcome(Kind.BOUND, Optional.empty(), created.plusSeconds(60)));
        KnownLead back = known(
                created,
                true,
                new LeadOutcome(Kind.RETURNED, Optional.of(ReturnReason.DUPLICATE), created.plusSeconds(60)));
        KnownLead unsold = known(created, false);
        KnownLead silent = known(created, true);
        List<KnownLead> leads = List.of(late, bound, back, unsold, silent);

        assertThat(positives(leads, BOUND)).isEqualTo("false true false ");
        assertThat(positives(leads, new OutcomeQuestion(Kind.BOUND, Duration.ofDays(30), true)))
                .isEqualTo("false true false false false ");
        assertThat(positives(leads, new OutcomeQuestion(Kind.RETURNED, Duration.ofDays(30), false)))
                .isEqualTo("false false true false ");
        assertThatThrownBy(() ->
                        new OutcomeTraining(AUTO, new OutcomeQuestion(Kind.RETURNED, Duration.ofDays(30), false), 1))
                .hasMessageContaining("none for auto");
    }

    @Test
    void leavesOutLeadsThatWereGivenBackWithoutATime() {
        Instant created = NOW.minus(Duration.ofDays(40));
        List<KnownLead> leads = List.of(known(created, true, true), known(created, true, false));

        assertThat(positives(leads, new OutcomeQuestion(Kind.RETURNED, Duration.ofDays(30), false)))
                .isEqualTo("false ");
    }

    @Test
    void countsWhatWasToldOfAKindLast() {
        Instant created = NOW.minus(Duration.ofDays(40));
        LeadOutcome early = new LeadOutcome(Kind.BOUND, Optional.empty(), created.plusSeconds(60));
        LeadOutcome late = new LeadOutcome(Kind.BOUND, Optional.empty(), created.plus(Duration.ofDays(31)));
        LeadOutcome contacted = new LeadOutcome(Kind.CONTACTED, Optional.empty(), created.plusSeconds(30));
        List<KnownLead> leads =
                List.of(known(created, true, early, late, contacted), known(created, true, late, early, contacted));

        assertThat(positives(leads, BOUND)).isEqualTo("false true ");
    }

    private static String positives(List<KnownLead> leads, OutcomeQuestion question) {
        OutcomeRows rows = OutcomeRows.of(Vertical.AUTO, leads, question, NOW);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.data().rows(); row++) {
            text.append(rows.data().outcome().positive(row)).append(' ');
        }
        return text.toString();
    }

    private static Retrained train(List<KnownLead> leads, Optional<AdditiveModel> champion) throws DeniedException {
        return new OutcomeTraining(AUTO, BOUND, 1).run(leads, champion, NOW, Progress.SILENT);
    }

    /** Leads of a day so many days ago, bound the oftener the older the vehicle and the better the source. */
    private static List<KnownLead> leads(int count, int days, long seed) {
        Random random = new Random(seed);
        List<KnownLead> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leads.add(lead(random, i, days, -1));
        }
        return leads;
    }

    /** @param chance of being bound; below 0 it follows the law */
    private static KnownLead lead(Random random, int index, int days, double chance) {
        long age = List.of(0L, 4L, 10L, 20L).get(random.nextInt(4));
        String traffic = List.of("search", "social", "referral").get(random.nextInt(3));
        double law = 1 / (1 + Math.exp(3 - age / 8.0 - (traffic.equals("referral") ? 1 : 0)));
        boolean bound = random.nextDouble() < (chance < 0 ? law : chance);
        Instant created = NOW.minus(Duration.ofDays(days)).minusSeconds(60L * index);
        return new KnownLead(
                new Attributes(Map.of("vehicle_age", age, "traffic", traffic)),
                created,
                "person " + index / 2,
                true,
                false,
                List.of(new LeadOutcome(
                        bound ? Kind.BOUND : Kind.CONTACTED, Optional.empty(), created.plusSeconds(3_600))));
    }

    private static KnownLead known(Instant created, boolean sold, LeadOutcome... outcomes) {
        boolean returned = Arrays.stream(outcomes).anyMatch(outcome -> outcome.kind() == Kind.RETURNED);
        return known(created, sold, returned, outcomes);
    }

    private static KnownLead known(Instant created, boolean sold, boolean returned, LeadOutcome... outcomes) {
        return new KnownLead(
                new Attributes(Map.of("vehicle_age", 4L)), created, "person", sold, returned, List.of(outcomes));
    }
}
