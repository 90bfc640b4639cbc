package io.leadservice.validation;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.Fault;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.NamePerson;
import io.leadservice.pipeline.NamedPerson;
import io.leadservice.pipeline.Person;
import io.leadservice.pipeline.Stage;
import io.leadservice.validation.PhoneNumbers.Valid;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings what a person is known by into the form that is derived of each lead.
 *
 * <p>Takes an e-mail or a phone or both as somebody writes them. Answers with the canonical e-mail and the phone in E.164, and
 * with faults for what is neither. Fails with nothing.
 */
public final class PersonStage implements Stage<NamePerson, NamedPerson> {

    private final PhoneNumbers phones;

    private PersonStage(PhoneNumbers phones) {
        this.phones = phones;
    }

    /** Reads its tables. Blocks. */
    public static PersonStage load() {
        return new PersonStage(PhoneNumbers.load());
    }

    @Override
    public Channel<NamePerson, NamedPerson> channel() {
        return Channels.NAME_PERSON;
    }

    @Override
    public Future<NamedPerson> process(NamePerson request, Deadline deadline) {
        List<Fault> faults = new ArrayList<>();
        Optional<String> email = request.person().email().map(NormalForm::email);
        if (!email.map(PersonStage::isEmail).orElse(true)) {
            faults.add(new Fault("/email", "format", "must be an e-mail address"));
        }
        Optional<String> phone = request.person().phone().flatMap(phones::read).map(Valid::e164);
        if (request.person().phone().isPresent() && phone.isEmpty()) {
            faults.add(new Fault("/phone", "format", "must be a valid phone number of the North American plan"));
        }
        return Future.succeededFuture(new NamedPerson(new Person(email, phone), faults));
    }

    /** No more than this: whatever a lead could hold has to be found. */
    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0 && at < text.length() - 1;
    }
}
