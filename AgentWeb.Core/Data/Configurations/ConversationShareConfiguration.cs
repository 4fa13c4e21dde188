using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class ConversationShareConfiguration : IEntityTypeConfiguration<ConversationShare>
{
    public void Configure(EntityTypeBuilder<ConversationShare> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Token).HasMaxLength(32);
        builder.Property(s => s.Title).HasMaxLength(Conversation.MaxTitleLength);
        builder.HasOne<Conversation>().WithMany().HasForeignKey(s => s.ConversationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.Token).IsUnique();
        builder.HasIndex(s => new { s.OwnerId, s.CreatedAt });
    }
}
