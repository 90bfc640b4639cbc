package io.leadservice.lead;

/** The line of insurance that a lead asks for. The names are the wire form of the API, of events and of the store. */
public enum Vertical {
    AUTO,
    HOME,
    HEALTH,
    LIFE,
    RENTERS,
    COMMERCIAL
}
