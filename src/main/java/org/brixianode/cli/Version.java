package org.brixianode.cli;

import picocli.CommandLine.IVersionProvider;

/** The version from the JAR manifest. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "Brixia Node " + (version == null ? "(not from an archive)" : version),
            "Research use only - not for diagnosis"
        };
    }
}
