namespace RocketMq.Consuming;

/// <summary>The user's handler, of the one or the other kind.</summary>
internal sealed class UserHandler
{
    public UserHandler(MessageHandler handler) => ForOne = handler;

    public UserHandler(BatchMessageHandler handler) => ForMany = handler;

    public MessageHandler? ForOne { get; }

    public BatchMessageHandler? ForMany { get; }

    public static implicit operator UserHandler(MessageHandler handler) => new(handler);
}
