package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.Deadline;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Score;
import io.leadservice.lead.Source;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.LeadPage;
import io.leadservice.pipeline.LeadPage.Item;
import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import io.leadservice.pipeline.ListLeads.Filter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of lists in a database of this test's own, against the same list made by hand. */
class MongoLeadListIT {

    private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
    private static final int SLICE = 9;
    private static final int LEADS = 120;

    private final Random random = new Random(7);
    private final List<StoredLead> all = new ArrayList<>();

    private Vertx vertx;
    private Stores stores;
    private MongoLeadStore store;
    private MongoLeadList list;

    @BeforeEach
    void fill() {
        vertx = Vertx.vertx();
        stores = Stores.connect(vertx, OwnDatabase.named("list_test"), Duration.ofSeconds(20));
        store = stores.leads();
        list = new MongoLeadList(new LeadCollection(stores.calls()), SLICE);
        join(list.prepare());
        for (int i = 0; i < LEADS; i++) {
            all.add(lead(BEGIN.plusSeconds(random.nextInt(40))));
        }
        join(store.insertAll(all));
    }

    @AfterEach
    void close() {
        join(stores.client().dropCollection(LeadCollection.NAME));
        stores.close();
        join(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 200})
    void showsEveryLeadOnceNewestFirst(int limit) {
        assertThat(ids(walk(Optional.empty(), Filter.NONE, limit, page -> {}))).isEqualTo(expected(lead -> true));
    }

    @Test
    void showsTheLeadsOfOneClientOnly() {
        assertThat(ids(walk(Optional.of("one"), Filter.NONE, 7, page -> {})))
                .isEqualTo(expected(lead -> lead.client().equals("one")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50})
    void showsWhatFitsEveryFilter(int limit) {
        Instant from = BEGIN.plusSeconds(5);
        Instant to = BEGIN.plusSeconds(35);
        Filter filter = new Filter(
                Optional.of(Vertical.AUTO),
                Optional.of(LeadStatus.SCORED),
                Optional.of(0.2),
                Optional.of(0.8),
                Optional.of("organic"),
                Optional.empty(),
                Optional.of(from),
                Optional.of(to));

        List<String> shown = ids(walk(Optional.of("one"), filter, limit, page -> {}));

        assertThat(shown)
                .isNotEmpty()
                .isEqualTo(expected(lead -> lead.client().equals("one")
                        && lead.vertical() == Vertical.AUTO
                        && lead.status() == LeadStatus.SCORED
                        && lead.score()
                                .filter(score -> score.probability() >= 0.2 && score.probability() <= 0.8)
                                .isPresent()
                        && lead.source().trafficSource().equals(Optional.of("organic"))
                        && !lead.createdAt().isBefore(from)
                        && lead.createdAt().isBefore(to)));
    }

    @Test
    void takesAValueForWhatItIsAndNotForAnOperator() {
        Filter filter = campaign("{\"$ne\": null}");

        assertThat(walk(Optional.empty(), filter, 50, page -> {})).isEmpty();
    }

    @Test
    void endsAPageThatFindsLittleAndGoesOnFromThere() {
        StoredLead oldest = expectedLeads(lead -> true).get(LEADS - 1);
        StoredLead rare = lead(oldest.createdAt().minusSeconds(1), "rare");
        join(store.insertAll(List.of(rare)));
        List<LeadPage> pages = new ArrayList<>();

        List<Item> shown = walk(Optional.empty(), campaign("rare"), 10, pages::add);

        assertThat(ids(shown)).containsExactly(rare.id());
        assertThat(pages)
                .as("pages of %d slices each", MongoLeadList.MOST_SLICES)
                .hasSizeGreaterThan(1);
        assertThat(pages.get(0).items()).isEmpty();
        assertThat(pages.get(0).next()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void showsNoLeadTwiceAndSkipsNoneWhileOthersComeIn(boolean filtered) {
        Filter filter = filtered
                ? new Filter(
                        Optional.of(Vertical.AUTO),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                : Filter.NONE;
        List<String> before = expected(lead -> !filtered || lead.vertical() == Vertical.AUTO);

        // Newer ones, and some of the past: their clocks, or their way here, were slow.
        List<String> shown = ids(walk(
                Optional.empty(),
                filter,
                6,
                page -> join(store.insertAll(List.of(
                        lead(BEGIN.plusSeconds(100 + random.nextInt(40))),
                        lead(BEGIN.plusSeconds(random.nextInt(40))))))));

        assertThat(shown).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void tellsOfALeadWhatAListTells() {
        StoredLead lead = expectedLeads(each -> each.score().isPresent()).get(0);

        Item item = walk(Optional.empty(), Filter.NONE, 200, page -> {}).stream()
                .filter(each -> each.leadId().equals(lead.id()))
                .findFirst()
                .orElseThrow();

        assertThat(item.rating().orElseThrow().probability())
                .isEqualTo(lead.score().orElseThrow().probability());
        assertThat(item.status()).isEqualTo(lead.status());
        assertThat(item.source().trafficSource()).isEqualTo(lead.source().trafficSource());
        assertThat(item.zip()).isEqualTo(lead.zip());
        assertThat(item.createdAt()).isEqualTo(lead.createdAt());
        assertThat(item.revision()).isZero();
    }

    /** All pages. */
    private List<Item> walk(Optional<String> owner, Filter filter, int limit, Consumer<LeadPage> afterEach) {
        List<Item> items = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        do {
            Future<LeadPage> answer =
                    list.page(new ListLeads(owner, filter, after, limit), Deadline.after(Duration.ofSeconds(60)));
            LeadPage page = join(answer);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            items.addAll(page.items());
            afterEach.accept(page);
            after = page.next();
        } while (after.isPresent());
        return items;
    }

    private static List<String> ids(List<Item> items) {
        return items.stream().map(Item::leadId).toList();
    }

    private List<String> expected(Predicate<StoredLead> wanted) {
        return expectedLeads(wanted).stream().map(StoredLead::id).toList();
    }

    private List<StoredLead> expectedLeads(Predicate<StoredLead> wanted) {
        return all.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(StoredLead::createdAt)
                        .thenComparing(StoredLead::id)
                        .reversed())
                .toList();
    }

    private static Filter campaign(String campaign) {
        return new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(campaign),
                Optional.empty(),
                Optional.empty());
    }

    private StoredLead lead(Instant created) {
        return lead(created, "usual");
    }

    private StoredLead lead(Instant created, String campaign) {
        boolean scored = random.nextInt(5) > 0;
        return new StoredLead(
                UUID.randomUUID().toString(),
                random.nextInt(4) > 0 ? "one" : "other",
                random.nextBoolean() ? Vertical.AUTO : Vertical.HOME,
                scored ? LeadStatus.SCORED : LeadStatus.REJECTED,
                created,
                created,
                new Source(
                        Optional.of(random.nextBoolean() ? "organic" : "paid"),
                        Optional.of(campaign),
                        Optional.of("session"),
                        false),
                "IA",
                "50160",
                scored ? Optional.of(score(random.nextInt(100) / 100.0)) : Optional.empty(),
                List.of(),
                Attributes.empty(),
                List.of(),
                new SealedFields(Bytes.utf8("key"), Map.of("email", Bytes.utf8("sealed"))),
                Map.of(),
                List.of());
    }

    private static Score score(double probability) {
        return new Score(
                probability,
                50,
                Score.Tier.B,
                0,
                List.of(),
                new Score.Model("test", "1", Score.Model.EMBEDDED, TrainingBasis.GENERATED, Optional.empty()),
                new FeatureVector(Attributes.empty(), "sha256:0"),
                Optional.empty());
    }
}
