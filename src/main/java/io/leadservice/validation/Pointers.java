package io.leadservice.validation;

/** JSON pointers to the fields that several rules look at. */
final class Pointers {

    static final String PHONE = "/contact_info/phone";
    static final String EMAIL = "/contact_info/email";
    static final String ZIP = "/contact_info/address/zip";
    static final String VIN = "/vertical_data/vin";

    private Pointers() {}
}
