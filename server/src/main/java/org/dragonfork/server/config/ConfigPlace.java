package org.dragonfork.server.config;

/** Where the configuration file is. */
final class ConfigPlace {
    /** The variable that names it. */
    static final String VARIABLE = "CORE_CONFIGFILE";

    private ConfigPlace() {}
}
