namespace RocketMq.Transport.Staging;

/// <summary>What a frame needs before it may be staged.</summary>
/// <param name="IsRequest">Whether it takes one of the in-flight permits; one-way frames do not.</param>
/// <param name="Bytes">About how long the frame will be.</param>
/// <param name="Deadline">The timestamp at which the caller stops waiting.</param>
internal readonly record struct RoomClaim(bool IsRequest, int Bytes, long Deadline);
