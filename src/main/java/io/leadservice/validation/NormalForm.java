package io.leadservice.validation;

import io.leadservice.lead.Contact;
import io.leadservice.lead.NormalText;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** Brings text into one form, so that what reads the same is the same. Total, and the same when done twice. */
final class NormalForm {

    private NormalForm() {}

    static NormalText of(Contact contact) {
        return new NormalText(
                text(contact.firstName()),
                text(contact.lastName()),
                contact.address().street().map(NormalForm::text),
                contact.address().city().map(NormalForm::text));
    }

    /** One space for every run of white space, none at the ends, and Unicode's canonical composition (NFC). */
    static String text(String text) {
        StringBuilder words = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(words, point));
        int end = words.length();
        if (end > 0 && words.charAt(end - 1) == ' ') {
            words.setLength(end - 1);
        }
        return Normalizer.normalize(words, Form.NFC);
    }

    /** Trimmed and in lower case; plus-tags and dots are kept, since only some providers ignore them. */
    static String email(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder words, int point) {
        if (!Character.isWhitespace(point) && !Character.isSpaceChar(point)) {
            words.appendCodePoint(point);
        } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
    }
}
