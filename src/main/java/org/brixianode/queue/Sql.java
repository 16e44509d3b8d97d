package org.brixianode.queue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * SQL within one transaction. Parameters may be text (a NUL character, which PostgreSQL does not
 * keep, becomes a question mark), numbers, points in time and local times (kept to the
 * microsecond), paths (kept as {@link StoredFiles} says), enum constants (kept by name) and
 * optionals of these.
 */
final class Sql {

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Reads one row that names files. */
    @FunctionalInterface
    interface FileRow<T> {
        T read(ResultSet row, StoredFiles files) throws SQLException;
    }

    /** Work on the database; it may be run again if another transaction was in the way. */
    @FunctionalInterface
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** As {@link Work}, without a result. */
    @FunctionalInterface
    interface Change {
        void run(Sql sql) throws SQLException;
    }

    private final Connection connection;
    private final StoredFiles files;
    private boolean mustBeDurable;

    Sql(Connection connection, StoredFiles files) {
        this.connection = connection;
        this.files = files;
    }

    /** Whether the transaction has changed anything, or answers from what another has changed. */
    boolean mustBeDurable() {
        return mustBeDurable;
    }

    /** Says that the caller relies on rows that another transaction has just committed. */
    void relyOnWhatIsThere() {
        mustBeDurable = true;
    }

    /** Takes back what the transaction has changed so far. */
    void rollBack() throws SQLException {
        connection.rollback();
        mustBeDurable = false;
    }

    /** Runs a change and tells how many rows it touched. */
    int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            int touched = statement.executeUpdate();
            mustBeDurable |= touched > 0;
            return touched;
        }
    }

    <T> List<T> list(Row<T> row, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        }
    }

    <T> List<T> list(FileRow<T> row, String sql, Object... parameters) throws SQLException {
        return list((Row<T>) read -> row.read(read, files), sql, parameters);
    }

    <T> Optional<T> first(FileRow<T> row, String sql, Object... parameters) throws SQLException {
        return list(row, sql, parameters).stream().findFirst();
    }

    /** The first row, if there is one. */
    <T> Optional<T> first(Row<T> row, String sql, Object... parameters) throws SQLException {
        return list(row, sql, parameters).stream().findFirst();
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, forJdbc(parameters[i]));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private @Nullable Object forJdbc(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(this::forJdbc).orElse(null);
        }
        if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? optional.getAsInt() : null;
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        }
        if (value instanceof LocalDateTime time) {
            return time.truncatedTo(ChronoUnit.MICROS);
        }
        if (value instanceof String text) {
            return text.replace('\0', '?');
        }
        if (value instanceof Path path) {
            return files.text(path);
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    /** Reads a point in time that is never absent. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
