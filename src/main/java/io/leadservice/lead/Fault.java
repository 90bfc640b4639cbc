package io.leadservice.lead;

/**
 * Why a submission does not fit the contract.
 *
 * @param pointer JSON pointer to the field, empty for the whole document
 * @param code what is wrong: {@code json}, or the schema keyword that failed, such as {@code required} or {@code type}
 * @param message what is allowed; never holds the value that was sent
 */
public record Fault(String pointer, String code, String message) {}
