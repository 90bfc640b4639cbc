package io.leadservice.config;

/**
 * How many posted leads are at work at once in a node.
 *
 * @param minimum that are let in however slow they are
 * @param maximum that are let in however quick they are
 */
public record AdmissionConfig(int minimum, int maximum) {}
