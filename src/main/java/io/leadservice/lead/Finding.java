package io.leadservice.lead;

/**
 * What a rule found on a well-formed lead.
 *
 * @param code the rule's stable code, such as {@code phone.invalid}
 * @param severity what it means for the lead
 * @param pointer JSON pointer to the field in the submission
 * @param message how the source can mend it; holds no personal data
 */
public record Finding(String code, Severity severity, String pointer, String message) {}
