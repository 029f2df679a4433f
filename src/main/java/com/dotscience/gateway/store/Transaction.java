package com.dotscience.gateway.store;

import com.dotscience.validation.Syntax;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs statements in one open transaction. */
public final class Transaction {
    // Rows are fetched in parts, because the PostgreSQL driver otherwise holds a whole result in memory twice.
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;

    /** Reads a value from the current row of a result set. */
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** Runs a statement and returns the number of rows that it wrote. */
    public int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> list(Row<T> row, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet results = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (results.next()) {
                list.add(row.of(results));
            }
            return list;
        }
    }

    /** Runs a query and returns the value of its first row; empty if there is none. */
    public <T> Optional<T> first(Row<T> row, String sql, Object... parameters) throws SQLException {
        return list(row, sql, parameters).stream().findFirst();
    }

    /** PostgreSQL stores no NUL character. H2 would, but both databases have to behave alike, so it is refused here. */
    private static Object checked(Object parameter) {
        if (parameter instanceof String text && text.indexOf('\0') >= 0) {
            throw Syntax.invalid("a name or id must have no NUL, not " + Syntax.quoted(text));
        }
        return parameter;
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(FETCH_SIZE);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, checked(parameters[i]));
        }
        return statement;
    }
}
