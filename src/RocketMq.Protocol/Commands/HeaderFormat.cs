namespace RocketMq;

/// <summary>How the header of a frame is written; the first byte after the length prefix says which.</summary>
public enum HeaderFormat : byte
{
    /// <summary>A JSON object; carries every code.</summary>
    Json = 0,

    /// <summary>The compact binary form; codes above 32,767 do not fit and are sent as JSON.</summary>
    Binary = 1,
}
