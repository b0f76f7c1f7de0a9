namespace RocketMq.Typed;

/// <summary>A body does not have the form that its contract demands, or a value cannot be written in the body's format.</summary>
public sealed class BodyFormatException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public BodyFormatException()
        : base("The body does not have the form that its contract demands.") { }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was expected, what was found and where.</param>
    public BodyFormatException(string message)
        : base(message) { }

    /// <summary>Makes an exception with a cause.</summary>
    /// <param name="message">What was expected, what was found and where.</param>
    /// <param name="innerException">The cause.</param>
    public BodyFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
