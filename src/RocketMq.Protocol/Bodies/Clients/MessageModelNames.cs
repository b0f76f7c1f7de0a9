namespace RocketMq.Protocol;

/// <summary>The wire names of <see cref="MessageModel"/>, by ordinal.</summary>
internal static class MessageModelNames
{
    private static readonly string[] Names = ["BROADCASTING", "CLUSTERING"];

    public static ReadOnlySpan<string> All => Names;
}
