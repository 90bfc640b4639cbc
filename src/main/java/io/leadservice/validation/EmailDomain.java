package io.leadservice.validation;

/** The part of a canonical e-mail after the at sign. */
final class EmailDomain {

    static final String POINTER = "/contact_info/email";

    private EmailDomain() {}

    static String of(String email) {
        return email.substring(email.lastIndexOf('@') + 1);
    }
}
