package io.leadservice.validation;

/**
 * A place where a rule is broken.
 *
 * @param pointer JSON pointer to the field in the submission
 * @param message how the source can mend it; holds no personal data
 */
record Breach(String pointer, String message) {}
