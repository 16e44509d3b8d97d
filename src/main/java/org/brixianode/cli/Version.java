package org.brixianode.cli;

import picocli.CommandLine.IVersionProvider;

/** The version from the JAR manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Brixia Node " + number(), "Research use only - not for diagnosis"};
    }

    /** The version's number. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not from an archive)" : version;
    }
}
