namespace RocketMq.Protocol;

/// <summary>The typed fields of a frame's header. The same type is written by one side and read by the other.</summary>
/// <typeparam name="TSelf">The header itself.</typeparam>
public interface IHeader<TSelf>
    where TSelf : struct, IHeader<TSelf>
{
    /// <summary>Writes the fields that have a value, in declared order.</summary>
    /// <param name="writer">Where to write them.</param>
    void Write(ref HeaderWriter writer);

    /// <summary>
    /// Reads the fields, ignoring unknown ones; a missing field keeps its default value, as the Java decoder does, and of a
    /// field that occurs twice the last one wins.
    /// </summary>
    /// <param name="view">The fields as received.</param>
    /// <returns>The header; its texts are valid as long as the frame is.</returns>
    /// <exception cref="ProtocolException">A value does not parse as the type of its field.</exception>
    static abstract TSelf Read(in HeaderView view);
}
