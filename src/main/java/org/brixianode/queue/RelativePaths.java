package org.brixianode.queue;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Schema version 7: paths of files below the storage folder become relative to it. Other files,
 * such as those of a former storage folder, keep their absolute path.
 */
record RelativePaths(StoredFiles files) implements JavaMigration {

    private static final List<String> TABLES =
            List.of("job", "conflict", "delivery", "result_object");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("7");
    }

    @Override
    public String getDescription() {
        return "relative paths";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        String folder = files.folder().toString();
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        for (String table : TABLES) {
            String change =
                    "UPDATE %s SET file = SUBSTRING(file, CHAR_LENGTH(CAST(? AS VARCHAR(4096))) + 1)"
                                    .formatted(table)
                            + " WHERE SUBSTRING(file, 1, CHAR_LENGTH(CAST(? AS VARCHAR(4096)))) = ?";
            try (PreparedStatement statement = context.getConnection().prepareStatement(change)) {
                for (int i = 1; i <= 3; i++) {
                    statement.setString(i, prefix);
                }
                statement.executeUpdate();
            }
        }
    }
}
