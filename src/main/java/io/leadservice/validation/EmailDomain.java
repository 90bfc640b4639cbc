package io.leadservice.validation;

/** The two parts of a canonical e-mail. */
final class EmailDomain {

    private EmailDomain() {}

    /** What stands after the at sign. */
    static String of(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }

    /** What stands before the at sign, without a plus-tag. */
    static String mailbox(String email) {
        String local = email.substring(0, Math.max(0, email.lastIndexOf('@')));
        int plus = local.indexOf('+');
        return plus > 0 ? local.substring(0, plus) : local;
    }
}
