using System;

namespace RocketMq.Broker.Filtering.Sql;

/// <summary>A filter expression that cannot be compiled; the message says where and what was expected there.</summary>
internal sealed class SqlSyntaxException : Exception
{
    private SqlSyntaxException(string message, int position)
        : base(message) => Position = position;

    /// <summary>Characters before the place in question.</summary>
    public int Position { get; }

    /// <param name="expression">The whole expression.</param>
    /// <param name="position">Characters before the place in question.</param>
    /// <param name="problem">What is wrong there, as a sentence.</param>
    public static SqlSyntaxException At(string expression, int position, string problem)
    {
        var line = 1;
        var column = 1;
        for (var index = 0; index < position; index++)
        {
            column++;
            if (expression[index] != '\n')
                continue;
            line++;
            column = 1;
        }
        return new SqlSyntaxException($"The SQL92 filter \"{expression}\" is wrong at line {line}, column {column}: {problem}", position);
    }
}
