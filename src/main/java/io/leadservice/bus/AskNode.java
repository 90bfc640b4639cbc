package io.leadservice.bus;

/**
 * A node asks another one what it serves.
 *
 * @param from the asking node's id
 */
record AskNode(String from) {}
