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
 * Runs SQL in one transaction. Parameters may be strings (a NUL character, which PostgreSQL does
 * not store, becomes a question mark), numbers, instants and local times (truncated to
 * microseconds), paths (stored as by {@link StoredFiles}), enum constants (stored by name) and
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

    /** A transaction; it is repeated if it conflicts with another one. */
    @FunctionalInterface
    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /** A transaction without a result. */
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

    /**
     * Whether the transaction has changed rows, or depends on rows that another has just committed.
     */
    boolean mustBeDurable() {
        return mustBeDurable;
    }

    /** Marks the transaction as dependent on rows that another one has just committed. */
    void dependOnCommittedRows() {
        mustBeDurable = true;
    }

    /** Rolls the transaction back. */
    void rollBack() throws SQLException {
        connection.rollback();
        mustBeDurable = false;
    }

    /** Runs a statement and returns the number of changed rows. */
    int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            int updatedRows = statement.executeUpdate();
            mustBeDurable |= updatedRows > 0;
            return updatedRows;
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

    /** Reads an instant that is not NULL. */
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
