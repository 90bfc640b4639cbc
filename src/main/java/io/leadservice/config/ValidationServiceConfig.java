package io.leadservice.config;

/**
 * The outside validation service.
 *
 * @param service where it is and how far it is trusted
 * @param rejectInvalid whether a lead that it calls invalid is refused instead of flagged
 * @param sendVerticalData whether it is sent the fields of the vertical
 */
public record ValidationServiceConfig(OutsideServiceConfig service, boolean rejectInvalid, boolean sendVerticalData) {}
