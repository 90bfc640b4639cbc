package io.leadservice.persistence;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.PersonData;
import io.leadservice.pipeline.ShowPerson;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Shows what is held of people.
 *
 * <p>Takes an e-mail or a phone or both, and where the page before ended. Answers with a page of leads in clear, bounded in
 * number and in size. Fails with BACK_END if the store does not answer, CORRUPT if a lead does not decrypt.
 */
final class PersonFinder implements Stage<ShowPerson, PersonData> {

    private static final int MOST_LEADS = 20;
    /** Of ciphertext; in clear, with what goes round it, a page still fits into one message of the bus. */
    private static final int MOST_BYTES = 256 * 1024;

    private final MongoLeadStore store;
    private final ErasedPeople people;
    private final LeadSealer sealer;
    private final LeadView view;

    PersonFinder(MongoLeadStore store, ErasedPeople people, LeadSealer sealer, LeadView view) {
        this.store = store;
        this.people = people;
        this.sealer = sealer;
        this.view = view;
    }

    @Override
    public Channel<ShowPerson, PersonData> channel() {
        return Channels.SHOW_PERSON;
    }

    @Override
    public Future<PersonData> process(ShowPerson request, Deadline deadline) {
        Map<String, String> blind = sealer.blind(request.person());
        List<String> entries = blind.entrySet().stream()
                .map(index -> ErasedPeople.forAll(index.getKey(), index.getValue()))
                .toList();
        List<Future<List<StoredLead>>> found = blind.entrySet().stream()
                .map(index -> store.ofPerson(
                        index.getKey(), index.getValue(), request.after().orElse(""), MOST_LEADS + 1, deadline))
                .toList();
        return Future.all(found).compose(all -> {
            TreeMap<String, StoredLead> leads = new TreeMap<>();
            found.forEach(some -> some.result().forEach(lead -> leads.put(lead.id(), lead)));
            List<StoredLead> page = page(leads);
            Optional<String> next = page.size() < leads.size()
                    ? Optional.of(page.get(page.size() - 1).id())
                    : Optional.empty();
            return people.since(entries, deadline)
                    .map(since -> new PersonData(
                            page.stream().map(lead -> view.of(lead, true)).toList(), next, since));
        });
    }

    private static List<StoredLead> page(Map<String, StoredLead> leads) {
        List<StoredLead> page = new ArrayList<>();
        int bytes = 0;
        for (StoredLead lead : leads.values()) {
            bytes += size(lead);
            if (page.size() == MOST_LEADS || (!page.isEmpty() && bytes > MOST_BYTES)) {
                break;
            }
            page.add(lead);
        }
        return page;
    }

    private static int size(StoredLead lead) {
        int fields = lead.sealed().fields().values().stream()
                .mapToInt(field -> field.content().length)
                .sum();
        int reasons = lead.history().stream()
                .flatMap(change -> change.reason().stream())
                .mapToInt((Bytes reason) -> reason.content().length)
                .sum();
        return fields + reasons;
    }
}
