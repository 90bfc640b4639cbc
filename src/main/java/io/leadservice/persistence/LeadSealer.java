package io.leadservice.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.crypto.BlindIndex;
import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.SealedFields;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Contact;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.EnrichmentFields;
import io.leadservice.lead.Lead;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Splits a lead into what is encrypted and what stays clear, and puts it together again. Thread-safe. */
final class LeadSealer {

    static final String VERTICAL_DATA = "vertical_data";
    static final String FURTHER = "further";
    static final String CONTACT_FURTHER = "contact_further";
    static final String ENRICHMENT = "enrichment";
    static final String SSN = "ssn";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final FieldCipher cipher;
    private final BlindIndex index;

    LeadSealer(FieldCipher cipher, BlindIndex index) {
        this.cipher = cipher;
        this.index = index;
    }

    /** Encrypts all of a lead that is or may be personal. */
    SealedFields seal(ValidatedLead validated) {
        Lead lead = validated.lead();
        Contact contact = lead.contact();
        Map<String, byte[]> fields = new HashMap<>();
        put(fields, "firstName", Optional.of(contact.firstName()));
        put(fields, "lastName", Optional.of(contact.lastName()));
        put(fields, "email", Optional.of(contact.email()));
        put(fields, "phone", Optional.of(contact.phone()));
        put(fields, "dateOfBirth", contact.dateOfBirth().map(Object::toString));
        put(fields, "street", contact.address().street());
        put(fields, "city", contact.address().city());
        put(fields, SSN, contact.ssn());
        putJson(fields, CONTACT_FURTHER, contact.further());
        putJson(fields, VERTICAL_DATA, lead.verticalData());
        putJson(fields, FURTHER, lead.further());
        putJson(fields, ENRICHMENT, EnrichmentFields.personal(validated.enrichment()));
        return cipher.seal(lead.id(), fields);
    }

    /** The blind index of the person of a lead. */
    Map<String, String> blind(Enrichment enrichment) {
        return blind(new Person(Optional.of(enrichment.email()), enrichment.phone()));
    }

    /**
     * The blind index of a person.
     *
     * @param person canonical e-mail, phone in E.164
     */
    Map<String, String> blind(Person person) {
        Map<String, String> blind = new HashMap<>();
        person.email().ifPresent(email -> blind.put("email", index.of("email", email)));
        person.phone().ifPresent(phone -> blind.put("phone", index.of("phone", phone)));
        return blind;
    }

    /** The fields in clear, by name; fails as {@link FailureCode#CORRUPT} if they do not decrypt. */
    Map<String, byte[]> open(StoredLead lead) {
        try {
            return cipher.open(lead.id(), lead.sealed());
        } catch (CipherException e) {
            throw new Failure(FailureCode.CORRUPT, "lead " + lead.id() + " does not decrypt", e);
        }
    }

    /** The contact fields in the shape of the contract. The social security number stays out. */
    static Attributes contactInfo(StoredLead lead, Map<String, byte[]> clear) {
        Map<String, Object> contact = new LinkedHashMap<>();
        for (String name : new String[] {"firstName", "lastName", "email", "phone", "dateOfBirth"}) {
            copy(clear, name, contact);
        }
        Map<String, Object> address = new LinkedHashMap<>();
        copy(clear, "street", address);
        copy(clear, "city", address);
        address.put("state", lead.state());
        address.put("zip", lead.zip());
        contact.put("address", address);
        object(clear, CONTACT_FURTHER).values().forEach(contact::putIfAbsent);
        return new Attributes(contact);
    }

    /** An encrypted object; empty if the lead has none. */
    static Attributes object(Map<String, byte[]> clear, String name) {
        byte[] json = clear.get(name);
        try {
            return json == null ? Attributes.empty() : new Attributes(JSON.readValue(json, OBJECT));
        } catch (IOException e) {
            throw new Failure(FailureCode.CORRUPT, "the field " + name + " does not parse");
        }
    }

    private static void copy(Map<String, byte[]> clear, String name, Map<String, Object> into) {
        byte[] value = clear.get(name);
        if (value != null) {
            into.put(name, new String(value, StandardCharsets.UTF_8));
        }
    }

    private static void put(Map<String, byte[]> fields, String name, Optional<String> value) {
        value.ifPresent(text -> fields.put(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void putJson(Map<String, byte[]> fields, String name, Attributes attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        try {
            fields.put(name, JSON.writeValueAsBytes(attributes.values()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the field " + name + " is no JSON", e);
        }
    }
}
