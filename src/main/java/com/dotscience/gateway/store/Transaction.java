package com.dotscience.gateway.store;

import com.dotscience.gateway.validation.Syntax;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements in one open transaction. */
public final class Transaction {
    // Rows fetched at a time: PostgreSQL otherwise holds a whole result twice.
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;

    /** Makes a value of the row that a result set stands on. */
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    Transaction(Connection connection) {
        this.connection = connection;
    }

    /** The number of rows that were written. */
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

    public <T> Optional<T> first(Row<T> row, String sql, Object... parameters) throws SQLException {
        return list(row, sql, parameters).stream().findFirst();
    }

    /** PostgreSQL keeps no NUL, and an H2 that did would be another Gateway. Whoever sent it made a mistake. */
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
